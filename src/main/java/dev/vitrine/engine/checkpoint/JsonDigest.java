package dev.vitrine.engine.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The checksum of a model in one JSON document. It is of what the document says, so that another layout of its lines leaves it as
 * it is: SHA-256 of config and tokenizer as JSON without white space, then, in the order of their names, of each tensor's name, its
 * shape in brackets, and its floats, four bytes each, little-endian.
 */
final class JsonDigest {
    private static final int CHUNK = 1 << 16;   // bytes

    private JsonDigest() {
    }

    static String of(JsonNode config, JsonNode tokenizer, Map<String, Safetensors.Entry> tensors) {
        MessageDigest digest = sha256();
        text(digest, config.toString());
        text(digest, tokenizer.toString());
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        new TreeMap<>(tensors).forEach((name, tensor) -> {
            text(digest, name);
            text(digest, tensor.shape().toString());
            float[] values = tensor.values();
            for (int at = 0, count; at < values.length; at += count) {
                count = Math.min(CHUNK / Float.BYTES, values.length - at);
                buffer.clear().asFloatBuffer().put(values, at, count);
                digest.update(buffer.array(), 0, count * Float.BYTES);
            }
        });
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    private static void text(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
