package dev.vitrine.ui.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.InputException;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunConfigs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A config as fields to fill in, one for each key of its JSON, by sections; the run's own come last. What is put in is
 * checked by the config's constructors, and what they refuse is told at the field that they speak of.
 */
final class SettingsForm {
    private final RunConfig start;
    private final List<Setting> settings = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();
    private String problem = "";

    /** @param start what stands in the fields at first */
    SettingsForm(RunConfig start) {
        this.start = start;
        ObjectNode json = RunConfigs.json(start);
        Map<String, List<Setting>> byPath = new LinkedHashMap<>();
        for (String key : RunConfigs.keys(start)) {
            Setting setting = new Setting(key, json.at("/" + key.replace('.', '/')));
            settings.add(setting);
            byPath.computeIfAbsent(key.substring(0, Math.max(0, key.lastIndexOf('.'))), _ -> new ArrayList<>()).add(setting);
        }
        List<Setting> own = byPath.remove("");
        byPath.forEach((path, all) -> sections.add(new Section(path, all)));
        sections.add(new Section("", own));
    }

    /** What stood in the fields at first. */
    RunConfig start() {
        return start;
    }

    List<Section> sections() {
        return sections;
    }

    List<Setting> settings() {
        return settings;
    }

    /** The setting of a key, such as {@code model.layers}. */
    Setting setting(String key) {
        return settings.stream().filter(s -> s.key().equals(key)).findFirst().orElseThrow();
    }

    boolean edited() {
        return settings.stream().anyMatch(Setting::edited);
    }

    /** The config of what is put in; null where there is none, which {@link #problem()} and the fields then explain. */
    RunConfig read() {
        problem = "";
        ObjectNode json = RunConfigs.json(start);
        for (Setting setting : settings) {
            setting.refuse("");
            try {
                RunConfigs.put(json, setting.key(), setting.value());
            } catch (InputException e) {
                refuse(setting, e.getMessage());
            }
        }
        if (!problem.isEmpty()) {
            return null;
        }
        try {
            return RunConfigs.of("", json);
        } catch (InputException e) {
            refuse(subject(e.getMessage()), e.getMessage());
            return null;
        }
    }

    private void refuse(Setting setting, String why) {
        if (setting != null) {
            setting.refuse(why);
        }
        if (problem.isEmpty()) {
            problem = why;
        }
    }

    /** Tells, at the field that the sentence speaks of, what was found out later, such as that a file is not there. */
    void refuse(String why) {
        refuse(subject(why), why);
    }

    /** The first thing that is wrong, in a sentence; empty where nothing is. */
    String problem() {
        return problem;
    }

    /**
     * The setting that a sentence speaks of: the one whose key it begins with, or whose file it names, or else the one
     * that it mentions first, in the object it begins with. Null where there is none.
     */
    private Setting subject(String sentence) {
        String address = sentence.split("[^a-z0-9_.]", 2)[0];
        Setting first = null;
        int at = sentence.length();
        for (Setting setting : settings) {
            if (setting.key().equals(address) || setting.names(sentence)) {
                return setting;
            }
            boolean outside = sentence.startsWith(": ", address.length()) && !setting.key().startsWith(address + ".");
            Matcher name = Pattern.compile("\\b" + setting.name() + "\\b").matcher(sentence);
            if (!outside && name.find() && name.start() < at) {
                first = setting;
                at = name.start();
            }
        }
        return first;
    }
}
