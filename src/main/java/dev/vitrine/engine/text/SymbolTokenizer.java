package dev.vitrine.engine.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The symbols of a puzzle, one character each: id 0 pads, then 1, 2, ... in order. There is no end token: a puzzle is as long
 * as it is.
 */
public final class SymbolTokenizer implements Tokenizer {
    /** How id 0 is shown. */
    static final String PAD = "<pad>";
    private static final int PAD_ID = 0;

    private final String symbols;

    /** @param symbols distinct characters of ids 1, 2, ... */
    public SymbolTokenizer(String symbols) {
        if (symbols.isEmpty() || symbols.chars().distinct().count() != symbols.length() || !symbols.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("symbols must be distinct ASCII characters, got '" + symbols + "'");
        }
        this.symbols = symbols;
    }

    public String symbols() {
        return symbols;
    }

    @Override
    public int vocabSize() {
        return 1 + symbols.length();
    }

    @Override
    public int[] encode(String text) {
        return text.codePoints().map(c -> 1 + symbols.indexOf(c)).toArray();
    }

    @Override
    public String decode(int[] ids) {
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            check(id);
            if (id != PAD_ID) {
                text.append(symbols.charAt(id - 1));
            }
        }
        return text.toString();
    }

    @Override
    public String token(int id) {
        check(id);
        return id == PAD_ID ? PAD : symbols.charAt(id - 1) == ' ' ? "␣" : symbols.substring(id - 1, id);
    }

    /** -1: there is none. */
    @Override
    public int endId() {
        return -1;
    }

    @Override
    public int unknownId() {
        return PAD_ID;
    }

    @Override
    public List<String> unknown(String text) {
        LinkedHashSet<String> unknown = new LinkedHashSet<>();
        text.codePoints().filter(c -> symbols.indexOf(c) < 0).forEach(c -> unknown.add(Character.toString(c)));
        return new ArrayList<>(unknown);
    }

    private void check(int id) {
        if (id < 0 || id > symbols.length()) {
            throw new IllegalArgumentException("token " + id + " is not in the vocabulary, which has ids 0 to " + symbols.length());
        }
    }
}
