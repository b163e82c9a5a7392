package dev.vitrine.engine.data.report;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.data.Split;
import dev.vitrine.engine.data.report.Finding.Kind;
import dev.vitrine.engine.data.source.Place;
import dev.vitrine.engine.data.source.ReadConfig;
import dev.vitrine.engine.data.source.Refusal;
import dev.vitrine.engine.data.source.Text;
import dev.vitrine.engine.data.source.TextSink;
import dev.vitrine.engine.data.source.TextSource;
import dev.vitrine.engine.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Looks at texts before they are trained on, in one pass. The same texts give the same report. */
public final class Inspector implements TextSink {
    private static final int SAMPLES = 50;
    private static final int MOST_COMPARED = 2_000_000;

    /**
     * What is wanted.
     *
     * @param tokenizer  null for none: lengths are then in characters
     * @param context    tokens that a model takes; 0 where texts of any length are fine
     * @param validation share of the texts that is held out, as {@link Split#lines} draws it
     * @param search     what samples must hold, in small letters or capitals; empty for any
     */
    public record Options(Tokenizer tokenizer, int context, double validation, long seed, String search) { }

    private final Options options;
    private final Draws draws;
    private final Findings findings = new Findings();
    private final Lengths lengths = new Lengths();
    private final FirstSeen exact = new FirstSeen();
    private final NearDuplicates near = new NearDuplicates();
    private final Alike alike = new Alike();
    private final List<Place> places = new ArrayList<>();       // of the texts that are compared with one another
    private final TreeMap<Long, Map.Entry<Integer, Text>> samples = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private long read;
    private int used;
    private long chats;
    private long characters;
    private long words;
    private long tokens;
    private long matches;

    private Inspector(Options options) {
        this.options = options;
        this.draws = new Draws(options.seed());
    }

    /** @throws InputException where nothing at all can be read */
    public static DataReport inspect(TextSource source, ReadConfig config, Options options) {
        Inspector inspector = new Inspector(options);
        try {
            source.read(config, inspector);
        } catch (InputException e) {
            if (inspector.read == 0) {
                throw e;
            }
            inspector.notes.add("the rest was not looked at: " + e.getMessage());
        }
        return inspector.report(source.bytes());
    }

    @Override
    public boolean text(Text text) {
        read++;
        String value = text.value();
        chats += text.answer() > 0 ? 1 : 0;
        characters += value.codePointCount(0, value.length());
        words += words(value);
        if (used < MOST_COMPARED) {
            places.add(text.place());
            duplicates(text, used);
        } else if (used == MOST_COMPARED) {
            notes.add("duplicates were looked for among the first " + MOST_COMPARED + " texts");
        }
        controls(text);
        lengths.add(options.tokenizer == null ? value.codePointCount(0, value.length()) : encoded(text));
        if (options.search.isEmpty() || value.toLowerCase(Locale.ROOT).contains(options.search.toLowerCase(Locale.ROOT))) {
            matches++;
            samples.put(draws.bits(Draws.Purpose.PROBE, 0, 0, used), Map.entry(used, text));
            if (samples.size() > SAMPLES) {
                samples.pollLastEntry();
            }
        }
        used++;
        return true;
    }

    @Override
    public boolean refused(Place place, Refusal refusal, String reason) {
        read++;
        findings.add(Kind.valueOf(refusal.name()), place, reason);
        return true;
    }

    private void duplicates(Text text, int index) {
        int first = exact.putIfAbsent(hash(text.value()), index);
        if (first >= 0) {
            alike.add(index, first);
            findings.add(Kind.DUPLICATE, text.place(), "is the same as " + places.get(first));
        } else if (!near.isFull()) {
            NearDuplicates.Match match = near.add(text.value(), index);
            if (match != null) {
                alike.add(index, match.index());
                findings.add(Kind.NEAR_DUPLICATE, text.place(), String.format(Locale.ROOT, "is %.0f%% like %s", 100 * match.likeness(),
                        places.get(match.index())));
            }
            if (near.isFull()) {
                notes.add("near-duplicates were looked for among the first " + (index + 1) + " texts");
            }
        }
    }

    private void controls(Text text) {
        String value = text.value();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\uFFFD' || Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r') {
                findings.add(Kind.CONTROL_CHARACTER, text.place(), String.format("has U+%04X as character %d", (int) c, i + 1));
                return;
            }
        }
    }

    /** How many tokens it has; tells what is wrong with them. */
    private int encoded(Text text) {
        int[] ids = options.tokenizer.encode(text.value());
        tokens += ids.length;
        if (options.context > 0 && ids.length + 1 > options.context) {
            findings.add(Kind.TOO_LONG, text.place(), "has " + ids.length + " tokens");
        }
        for (int id : ids) {
            if (id == options.tokenizer.unknownId()) {
                findings.add(Kind.UNKNOWN_TOKEN, text.place(), "has '" + String.join("', '", options.tokenizer.unknown(text.value())) + "'");
                return ids.length;
            }
        }
        return ids.length;
    }

    private DataReport report(long bytes) {
        boolean[] held = used == 0 ? new boolean[0] : Split.held(used, options.validation, options.seed);
        int validation = 0;
        for (boolean h : held) {
            validation += h ? 1 : 0;
        }
        alike.overlaps(Arrays.copyOf(held, places.size()), (out, in) ->
                findings.add(Kind.OVERLAP, places.get(out), "is held out, and " + places.get(in) + " is trained on"));
        List<Text> shown = samples.values().stream().sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue).toList();
        return new DataReport(bytes, read, used, chats, characters, words, options.tokenizer == null ? -1 : tokens, lengths.histogram(),
                lengths.longest(), validation, findings.all(), matches, shown, List.copyOf(notes));
    }

    private static long words(String text) {
        long words = 0;
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            boolean space = Character.isWhitespace(text.charAt(i));
            words += !space && !inside ? 1 : 0;
            inside = !space;
        }
        return words;
    }

    private static long hash(String text) {
        return Draws.mix(Draws.site(text) + text.length());
    }
}
