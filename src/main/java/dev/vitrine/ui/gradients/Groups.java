package dev.vitrine.ui.gradients;

import java.util.ArrayList;
import java.util.List;

/** Parameters in order with a heading before each part of the model: embed, blocks.0 ..., L, H, head. */
record Groups(List<Line> lines) {
    static final Groups NONE = new Groups(List.of());

    /**
     * @param group     the part
     * @param parameter index of the parameter, -1 for a heading
     */
    record Line(String group, int parameter) {
    }

    static Groups of(List<String> parameters) {
        List<Line> lines = new ArrayList<>();
        String last = "";
        for (int i = 0; i < parameters.size(); i++) {
            String group = part(parameters.get(i));
            if (!group.equals(last)) {
                lines.add(new Line(group, -1));
                last = group;
            }
            lines.add(new Line(group, i));
        }
        return new Groups(List.copyOf(lines));
    }

    private static String part(String parameter) {
        String[] words = parameter.split("\\.");
        return words[0].equals("blocks") && words.length > 1 ? words[0] + "." + words[1] : words[0];
    }

    /** Index of the parameter on a line, -1 where it is none. */
    int parameter(int line) {
        return line < 0 || line >= lines.size() ? -1 : lines.get(line).parameter();
    }

    /** The line of a parameter, -1 where there is none. */
    int lineOf(int parameter) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).parameter() == parameter && parameter >= 0) {
                return i;
            }
        }
        return -1;
    }

    List<Integer> all() {
        return lines.stream().filter(l -> l.parameter() >= 0).map(Line::parameter).toList();
    }

    /** Parameters of a part. */
    List<Integer> members(String group) {
        return lines.stream().filter(l -> l.parameter() >= 0 && l.group().equals(group)).map(Line::parameter).toList();
    }
}
