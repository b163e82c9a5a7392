package dev.vitrine.training;

import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Copies the tensors that are observed; those of the shards of a batch are put together along their first axis. */
final class Capture implements ShardVisitor {
    /** Of what each shard has a part of: the sequences of the batch, or one row a shard. */
    private static final Set<String> SHARED_OUT = Set.of("B", "S");

    private final Observed observed;
    private final int shards;
    private final int accumulate;
    private final Map<String, float[]> data = new HashMap<>();
    private final Map<String, TensorSnapshot> done = new LinkedHashMap<>();

    /** @param accumulate micro-batches of a step */
    Capture(Observed observed, int shards, int accumulate) {
        this.observed = observed;
        this.shards = shards;
        this.accumulate = accumulate;
    }

    @Override
    public TensorVisitor at(int shard, int work, int gradientWork) {
        return (name, shape, filler) -> {
            if (observed.wants(name)) {
                int origin = name.startsWith("grad.") ? gradientWork : work;
                if (origin >= 0) {
                    take(name, shape, filler, shard, origin);
                }
            }
        };
    }

    private void take(String name, TensorShape shape, TensorVisitor.Filler filler, int shard, int work) {
        if (shards == 1 || !SHARED_OUT.contains(shape.axes().getFirst())) {
            float[] all = new float[shape.count()];
            filler.fill(all);
            done.put(name, snapshot(name, shape, all, work));
            return;
        }
        int count = shape.count();
        float[] all = data.computeIfAbsent(name, n -> new float[count * shards]);
        float[] part = new float[count];
        filler.fill(part);
        System.arraycopy(part, 0, all, shard * count, count);
        done.put(name, snapshot(name, shape.withFirst(shape.sizes().getFirst() * shards), all, work));
    }

    private TensorSnapshot snapshot(String name, TensorShape shape, float[] all, int work) {
        return new TensorSnapshot(name, shape, all, work / accumulate, work % accumulate);
    }

    Map<String, TensorSnapshot> tensors() {
        return done;
    }
}
