package dev.vitrine.engine.data.report;

import dev.vitrine.engine.data.source.Text;
import java.util.List;

/**
 * All that was found in some texts.
 *
 * @param bytes      as they lie on the disk
 * @param read       lines, elements, rows and files that were looked at: those used and those listed as not used
 * @param used       texts to train on
 * @param chats      those of them whose answer is told from their prompt
 * @param tokens     -1 where no tokenizer was given
 * @param lengths    of the texts, in tokens where a tokenizer was given, else in characters
 * @param longest    likewise
 * @param validation texts that are held out
 * @param findings   in the order of their kinds
 * @param matches    texts that hold what was searched; all where nothing was
 * @param samples    some of these, drawn by the seed, in the order of the file
 * @param notes      what was not looked at, one sentence each
 */
public record DataReport(long bytes, long read, long used, long chats, long characters, long words, long tokens, Histogram lengths,
                         long longest, long validation, List<Finding> findings, long matches, List<Text> samples, List<String> notes) {
    /** @param counts bin i has the lengths from i width to below (i + 1) width */
    public record Histogram(long width, List<Long> counts) { }

    /** One sentence for each finding, for a person. */
    public List<String> sentences() {
        return findings.stream().map(DataReport::sentence).toList();
    }

    private static String sentence(Finding finding) {
        boolean one = finding.count() == 1;
        String what = switch (finding.kind()) {
            case EMPTY -> one ? " is empty and not used" : " are empty and not used";
            case OTHER_FILE -> (one ? " file is" : " files are") + " of a kind that is not read";
            case ENCODING -> (one ? " is" : " are") + " not UTF-8 and not used";
            case SHAPE -> (one ? " is" : " are") + " no text and not used";
            case GIGANTIC -> (one ? " is" : " are") + " too large to be read and not used";
            case DUPLICATE -> one ? " text is the same as one before it" : " texts are the same as one before them";
            case NEAR_DUPLICATE -> one ? " text is almost like one before it" : " texts are almost like one before them";
            case OVERLAP -> one ? " held-out text is also trained on, or one almost like it" : " held-out texts are also trained on, or ones almost like them";
            case CONTROL_CHARACTER -> (one ? " text has" : " texts have") + " control characters or marks of wrong decoding";
            case TOO_LONG -> (one ? " text is" : " texts are") + " longer than the context and cut";
            case UNKNOWN_TOKEN -> (one ? " text has" : " texts have") + " pieces that the vocabulary lacks";
        };
        return finding.count() + what + ", such as " + finding.examples().getFirst();
    }
}
