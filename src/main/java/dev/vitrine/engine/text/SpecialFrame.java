package dev.vitrine.engine.text;

import dev.vitrine.engine.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Special tokens that a file wants around a text, where they are asked for.
 *
 * @param before ids; not modified
 * @param after  ids; not modified
 */
record SpecialFrame(List<Integer> before, List<Integer> after) {
    static final SpecialFrame NONE = new SpecialFrame(List.of(), List.of());

    private static final Map<String, Function<FileParts, SpecialFrame>> KINDS = Map.of(
            "ByteLevel", part -> NONE,
            "TemplateProcessing", SpecialFrame::template,
            "BertProcessing", SpecialFrame::bert,
            "RobertaProcessing", SpecialFrame::bert,
            "Sequence", SpecialFrame::sequence);

    SpecialFrame {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    static SpecialFrame of(FileParts part) {
        return part.made(KINDS, NONE);
    }

    /** @param ids not modified */
    int[] around(int[] ids) {
        return IntStream.concat(Arrays.stream(begun(ids)), after.stream().mapToInt(Integer::intValue)).toArray();
    }

    /** Only those before a text, as it goes on.
     *  @param ids not modified */
    int[] begun(int[] ids) {
        return IntStream.concat(before.stream().mapToInt(Integer::intValue), Arrays.stream(ids)).toArray();
    }

    private static SpecialFrame sequence(FileParts part) {
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (FileParts one : part.at("processors").elements()) {
            SpecialFrame frame = of(one);
            before.addAll(0, frame.before);
            after.addAll(frame.after);
        }
        return new SpecialFrame(before, after);
    }

    private static SpecialFrame bert(FileParts part) {
        return new SpecialFrame(List.of(second(part.at("cls"))), List.of(second(part.at("sep"))));
    }

    /** The id of a pair of token and id. */
    private static int second(FileParts part) {
        List<FileParts> pair = part.elements();
        if (pair.size() != 2) {
            throw part.refused("an array of a token and its id");
        }
        return pair.get(1).whole(0);
    }

    private static SpecialFrame template(FileParts part) {
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        boolean text = false;
        for (FileParts one : part.at("single").elements()) {
            if (one.json().has("Sequence")) {
                if (text) {
                    throw new InputException(one.file() + ": " + one.path() + " has the text twice, which is not done here; use a"
                            + " tokenizer.json of a kind that is read here");
                }
                text = true;
            } else {
                String token = one.at("SpecialToken").at("id").text();
                for (FileParts id : part.at("special_tokens").at(token).at("ids").elements()) {
                    (text ? after : before).add(id.whole(0));
                }
            }
        }
        return new SpecialFrame(before, after);
    }
}
