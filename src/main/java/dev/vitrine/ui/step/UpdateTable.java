package dev.vitrine.ui.step;

import dev.vitrine.engine.optim.UpdateTrace;
import dev.vitrine.ui.control.Numbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The update of one weight term by term, each line with its live operands. The lines are those terms of the trace that the
 * texts have a sentence for, "symbol = formula", with operands by name in braces: one of the rule's own, or one for all.
 *
 * @param made step whose update it is; the optimizer counts from 1, so its t is one more
 */
record UpdateTable(Scope scope, UpdateTrace t, int made) {
    private static final Pattern OPERAND = Pattern.compile("\\{([^}]+)}");

    List<UpdateRow> rows() {
        Map<String, String> operands = operands();
        List<UpdateRow> rows = new ArrayList<>();
        add(rows, "w", t.weight(), operands);
        add(rows, "g", t.gradient(), operands);
        t.terms().forEach(term -> add(rows, term.name(), term.value(), operands));
        add(rows, "lr", t.learningRate(), operands);
        add(rows, t.decay() == 0 ? "decay.none" : "decay", t.decay(), operands);
        add(rows, "change", t.change(), operands);
        add(rows, "new", t.newWeight(), operands);
        return rows;
    }

    private Map<String, String> operands() {
        Map<String, String> all = new HashMap<>();
        t.terms().forEach(term -> all.put(term.name(), f(term.value())));
        all.put("w", f(t.weight()));
        all.put("g", f(t.gradient()));
        all.put("lr", f(t.learningRate()));
        all.put("decay", f(t.decay()));
        all.put("step", Integer.toString(made));
        all.put("t", Integer.toString(made + 1));
        all.put("sign", t.change() < 0 ? "−" : "+");
        all.put("size", f(Math.abs(t.change())));
        all.put("verdict", Verdict.of(scope, t.weight() + t.change(), t.newWeight()));
        return all;
    }

    private void add(List<UpdateRow> rows, String name, float value, Map<String, String> operands) {
        String sentence = sentence(scope, t.rule(), name);
        if (!sentence.isEmpty()) {
            String[] sides = sentence.split(" = ", 2);
            rows.add(new UpdateRow(sides[0], f(value), filled(sides[1], operands)));
        }
    }

    /** How a term comes about, or the empty text where it is only an operand of others. */
    static String sentence(Scope scope, String rule, String name) {
        for (String key : List.of("update." + rule + "." + name, "update.term." + name)) {
            if (scope.has(key)) {
                return scope.text(key);
            }
        }
        return "";
    }

    private static String filled(String sentence, Map<String, String> operands) {
        return OPERAND.matcher(sentence).replaceAll(m -> Matcher.quoteReplacement(
                operands.getOrDefault(m.group(1), m.group())));
    }

    private static String f(float value) {
        return Numbers.format(value);
    }
}
