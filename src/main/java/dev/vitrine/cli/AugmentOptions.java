package dev.vitrine.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.JsonRecords;
import dev.vitrine.engine.data.augment.AugmentConfig;
import dev.vitrine.training.RunConfigs;
import java.util.List;

/** Augmentations as key=value. */
final class AugmentOptions {
    private AugmentOptions() {
    }

    /** @param changes such as word_dropout=0.1; not modified */
    static AugmentConfig config(List<String> changes) {
        ObjectNode json = JsonRecords.write(AugmentConfig.DEFAULT);
        for (String change : changes) {
            int equals = change.indexOf('=');
            if (equals < 1) {
                throw new InputException("an augmentation must be key=value, such as word_dropout=0.1, got '" + change + "'");
            }
            RunConfigs.put(json, change.substring(0, equals).strip(), change.substring(equals + 1).strip());
        }
        return JsonRecords.read("", json, AugmentConfig.class);
    }
}
