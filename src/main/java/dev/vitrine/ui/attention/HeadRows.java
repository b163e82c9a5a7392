package dev.vitrine.ui.attention;

import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.ui.Sight;
import java.util.ArrayList;
import java.util.List;

/** The blocks of an architecture, a row of heads each; of HRM and TRM those of the low level, then those of the high one. */
record HeadRows(List<Row> rows, int heads, Sight sight) {
    /**
     * @param label  such as "0" or "L 0"
     * @param prefix where the tensors of its attention are: "probe.blocks.0.attn."
     */
    record Row(String label, String prefix) {
        String pattern() {
            return prefix + "pattern";
        }

        String scores() {
            return prefix + "scores";
        }
    }

    /** @param call which of the calls; null for an architecture that has none */
    static HeadRows of(ModelConfig config, Call call) {
        List<Row> rows = new ArrayList<>();
        if (config.type().equals(Models.LOOPED)) {
            add(rows, "", config.layers(), "probe.loop.0.blocks.");
        } else if (call == null) {
            add(rows, "", config.layers(), "probe.blocks.");
        } else {
            boolean one = config.type().equals(Models.TRM);     // net for both levels
            add(rows, "L ", one ? config.layers() : config.lLayers(), "probe.L." + call + ".blocks.");
            add(rows, "H ", one ? config.layers() : config.hLayers(), "probe.H." + call.cycle() + ".blocks.");
        }
        return new HeadRows(List.copyOf(rows), config.heads(), Sight.of(config));
    }

    private static void add(List<Row> rows, String level, int blocks, String prefix) {
        for (int i = 0; i < blocks; i++) {
            rows.add(new Row(level + i, prefix + i + ".attn."));
        }
    }
}
