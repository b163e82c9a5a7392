package dev.vitrine.engine.checkpoint;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.UnsafeByteOperations;
import dev.vitrine.engine.Version;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** A graph of the Open Neural Network Exchange format under way: each call adds a node and gives the name of what it puts out. */
final class OnnxGraph {
    private static final int IR_VERSION = 8;
    private static final int OPERATORS = 17;   // version: the first with LayerNormalization

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("vitrine");
    private final Map<String, String> constants = new HashMap<>();
    private int nodes;

    String op(String type, String... inputs) {
        return op(type, new AttributeProto[0], inputs);
    }

    String op(String type, AttributeProto attribute, String... inputs) {
        return op(type, new AttributeProto[] {attribute}, inputs);
    }

    String op(String type, AttributeProto[] attributes, String... inputs) {
        return add(type, attributes, new String[] {"n" + nodes + "_" + type}, inputs)[0];
    }

    /** Of several outputs, side by side on the last axis. */
    String[] split(String input, long... sizes) {
        String[] outputs = new String[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            outputs[i] = "n" + nodes + "_Split" + i;
        }
        return add("Split", new AttributeProto[] {attribute("axis", -1)}, outputs, input, longs(sizes));
    }

    /** The last node: its output has a name of its own. */
    void result(String name, String type, String... inputs) {
        add(type, new AttributeProto[0], new String[] {name}, inputs);
    }

    private String[] add(String type, AttributeProto[] attributes, String[] outputs, String... inputs) {
        NodeProto.Builder node = NodeProto.newBuilder().setOpType(type).setName("n" + nodes++);
        for (String input : inputs) {
            node.addInput(input);
        }
        for (String output : outputs) {
            node.addOutput(output);
        }
        for (AttributeProto attribute : attributes) {
            node.addAttribute(attribute);
        }
        graph.addNode(node);
        return outputs;
    }

    static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(value).build();
    }

    static AttributeProto attribute(String name, float value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOAT).setF(value).build();
    }

    static AttributeProto axes(String name, long... values) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    /** @param values not modified */
    String tensor(String name, float[] values, int... sizes) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber())
                .setRawData(UnsafeByteOperations.unsafeWrap(bytes));
        for (int size : sizes) {
            tensor.addDims(size);
        }
        graph.addInitializer(tensor);
        return name;
    }

    /** One number, without axes. */
    String number(double value) {
        return constants.computeIfAbsent("f" + (float) value, name -> tensor(name, new float[] {(float) value}));
    }

    /** One whole number, without axes. */
    String whole(long value) {
        return constants.computeIfAbsent("w" + value, name -> add(TensorProto.newBuilder().setName(name), value));
    }

    /** Whole numbers on one axis. */
    String longs(long... values) {
        StringBuilder key = new StringBuilder("l");
        for (long value : values) {
            key.append('_').append(value);
        }
        return constants.computeIfAbsent(key.toString(), name -> add(TensorProto.newBuilder().setName(name).addDims(values.length), values));
    }

    private String add(TensorProto.Builder tensor, long... values) {
        tensor.setDataType(TensorProto.DataType.INT64.getNumber());
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        graph.addInitializer(tensor);
        return tensor.getName();
    }

    /** @param axes a size each, or a name where any size will do */
    void input(String name, TensorProto.DataType type, Object... axes) {
        graph.addInput(value(name, type, axes));
    }

    void output(String name, TensorProto.DataType type, Object... axes) {
        graph.addOutput(value(name, type, axes));
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type, Object... axes) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Object axis : axes) {
            shape.addDim(axis instanceof Integer size ? TensorShapeProto.Dimension.newBuilder().setDimValue(size)
                    : TensorShapeProto.Dimension.newBuilder().setDimParam((String) axis));
        }
        return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(
                TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape))).build();
    }

    ModelProto model() {
        return ModelProto.newBuilder().setIrVersion(IR_VERSION).setProducerName("vitrine").setProducerVersion(Version.text())
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATORS)).setGraph(graph).build();
    }
}
