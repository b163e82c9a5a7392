package dev.vitrine.ui.settings;

import java.util.List;

/**
 * The settings of one object of a config.
 *
 * @param path of the object: "model.attention", "stages.0"; empty for the run itself
 */
record Section(String path, List<Setting> settings) {
    Section {
        settings = List.copyOf(settings);
    }

    /** Whether it is what a stage begins with. */
    boolean beginsStage() {
        return path.matches("stages\\.\\d+");
    }

    /** Its number in a list, from 1; 0 where it is in none. */
    int number() {
        for (String part : path.split("\\.")) {
            if (part.matches("\\d+")) {
                return Integer.parseInt(part) + 1;
            }
        }
        return 0;
    }
}
