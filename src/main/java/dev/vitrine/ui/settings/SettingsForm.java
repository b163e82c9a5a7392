package dev.vitrine.ui.settings;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.InputException;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunConfigs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A config as fields to fill in, one for each key of its JSON, by sections; the run's own come last. What is put in is
 * checked by the config's constructors, and what they refuse is told at the field that they speak of.
 */
final class SettingsForm {
    private static final String STAGES = "stages.";
    private static final Pattern STAGE = Pattern.compile("^stages\\.(\\d+)(\\..*)");

    private final RunConfig start;
    private final List<Integer> origins;   // for each stage, which of the stages at first it is a copy of
    private final List<Setting> settings = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();
    private String problem = "";

    /** @param start what stands in the fields at first */
    SettingsForm(RunConfig start) {
        this(start, IntStream.range(0, start.stages().size()).boxed().toList());
    }

    private SettingsForm(RunConfig start, List<Integer> origins) {
        this.start = start;
        this.origins = origins;
        ObjectNode json = json();
        Map<String, List<Setting>> byPath = new LinkedHashMap<>();
        for (String key : RunConfigs.keys(json)) {
            Setting setting = new Setting(key, json.at("/" + key.replace('.', '/')));
            settings.add(setting);
            byPath.computeIfAbsent(key.substring(0, Math.max(0, key.lastIndexOf('.'))), _ -> new ArrayList<>()).add(setting);
        }
        List<Setting> own = byPath.remove("");
        byPath.forEach((path, all) -> sections.add(new Section(path, all)));
        sections.add(new Section("", own));
    }

    private ObjectNode json() {
        ObjectNode json = RunConfigs.json(start);
        ArrayNode first = json.withArray("/stages");
        ArrayNode stages = json.arrayNode();
        origins.forEach(origin -> stages.add(first.get(origin).deepCopy()));
        json.set("stages", stages);
        return json;
    }

    /** What stood in the fields at first. */
    RunConfig start() {
        return start;
    }

    int stages() {
        return origins.size();
    }

    /** The same fields with what is typed, and another stage after one, in which the same is typed. */
    SettingsForm withCopyOf(int stage) {
        return withStages(IntStream.rangeClosed(0, stages()).map(i -> i <= stage ? i : i - 1).toArray());
    }

    /** The same fields with what is typed, but those of one stage; there must be another. */
    SettingsForm without(int stage) {
        return withStages(IntStream.range(0, stages()).filter(i -> i != stage).toArray());
    }

    /** @param from for each stage, which of the present ones it is */
    private SettingsForm withStages(int[] from) {
        SettingsForm form = new SettingsForm(start, Arrays.stream(from).mapToObj(origins::get).toList());
        for (Setting setting : form.settings) {
            Matcher stage = STAGE.matcher(setting.key());
            String key = stage.find() ? STAGES + from[Integer.parseInt(stage.group(1))] + stage.group(2) : setting.key();
            setting.valueProperty().set(setting(key).value());
        }
        return form;
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
        return settings.stream().anyMatch(Setting::edited)
                || !origins.equals(IntStream.range(0, start.stages().size()).boxed().toList());
    }

    /** The config of what is put in; null where there is none, which {@link #problem()} and the fields then explain. */
    RunConfig read() {
        problem = "";
        ObjectNode json = json();
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
