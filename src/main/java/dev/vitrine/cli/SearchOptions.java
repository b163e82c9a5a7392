package dev.vitrine.cli;

import dev.vitrine.engine.sample.Search;
import dev.vitrine.engine.sample.Strategies;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** By which strategy a text is found. */
final class SearchOptions {
    /** For the help. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Strategies.REGISTRY.names().iterator();
        }
    }

    private static final int MOST_BEAMS = 1000;

    @Option(names = "--strategy", paramLabel = "NAME", completionCandidates = Names.class,
            description = "One of ${COMPLETION-CANDIDATES} (default: what the other options ask for, else sample).")
    String strategy;

    @Option(names = "--beams", paramLabel = "N", description = "Texts that a beam search follows at once (default: 4 where it searches).")
    Integer beams;

    @Option(names = "--groups", paramLabel = "N", description = "Of beams that are kept apart: diverse beam search (default: 2 where it is).")
    Integer groups;

    @Option(names = "--diversity", paramLabel = "X",
            description = "What a token costs for each earlier group that has chosen it (default: ${DEFAULT-VALUE}).")
    double diversity = Search.DEFAULT.diversity();

    @Option(names = "--length-penalty", paramLabel = "X",
            description = "Beams are ranked by ln p over length^X (default: ${DEFAULT-VALUE}).")
    double lengthPenalty = Search.DEFAULT.lengthPenalty();

    @Option(names = "--early-stopping", description = "Ends a beam search as soon as as many texts have ended as are wanted.")
    boolean early;

    @Option(names = "--n-best", paramLabel = "N", description = "Texts that are printed, one for a beam at most (default: ${DEFAULT-VALUE}).")
    int nBest = 1;

    @Option(names = "--candidates", paramLabel = "K",
            description = "Tokens that contrastive search weighs (default: ${DEFAULT-VALUE}).")
    int candidates = Search.DEFAULT.candidates();

    @Option(names = "--alpha", paramLabel = "X",
            description = "Weight of its penalty for a state that was there, 0 to 1 (default: ${DEFAULT-VALUE}).")
    double alpha = Search.DEFAULT.alpha();

    @Option(names = "--draft", paramLabel = "DIR", description = "A smaller saved model that drafts: speculative decoding.")
    Path draft;

    @Option(names = "--draft-tokens", paramLabel = "N", description = "Tokens that it drafts at once (default: ${DEFAULT-VALUE}).")
    int draftTokens = Search.DEFAULT.draftTokens();

    Search search(CommandLine command) {
        Failures.named(command, "--draft", draft);
        if (strategy != null) {
            Failures.choice(command, "--strategy", strategy, Strategies.REGISTRY.names());
        }
        if (beams != null && beams > MOST_BEAMS) {
            throw Failures.wrong(command, "--beams must be from 1 to " + MOST_BEAMS + ", got " + beams);
        }
        String name = strategy == null ? asked() : strategy;
        boolean searches = name.equals(Strategies.BEAM) || name.equals(Strategies.DIVERSE_BEAM);
        refuse(command, !searches && beams != null, "--beams", Strategies.BEAM);
        refuse(command, !name.equals(Strategies.DIVERSE_BEAM) && groups != null, "--groups", Strategies.DIVERSE_BEAM);
        refuse(command, !searches && nBest != 1, "--n-best", Strategies.BEAM);
        for (String option : List.of("--length-penalty", "--early-stopping")) {
            refuse(command, !searches && given(command, option), option, Strategies.BEAM);
        }
        refuse(command, !name.equals(Strategies.DIVERSE_BEAM) && given(command, "--diversity"), "--diversity", Strategies.DIVERSE_BEAM);
        for (String option : List.of("--candidates", "--alpha")) {
            refuse(command, !name.equals(Strategies.CONTRASTIVE) && given(command, option), option, Strategies.CONTRASTIVE);
        }
        for (String option : List.of("--draft", "--draft-tokens")) {
            refuse(command, !name.equals(Strategies.SPECULATIVE) && given(command, option), option, Strategies.SPECULATIVE);
        }
        if (name.equals(Strategies.SPECULATIVE) && draft == null) {
            throw Failures.wrong(command, "strategy 'speculative' needs a draft model: name its folder with --draft");
        }
        int distinct = groups != null ? groups : name.equals(Strategies.DIVERSE_BEAM) ? 2 : 1;
        int width = beams != null ? beams : Search.DEFAULT.beams();
        return new Search(name, width, distinct, diversity, lengthPenalty, early, nBest, candidates, alpha, draftTokens);
    }

    private String asked() {
        return draft != null ? Strategies.SPECULATIVE : groups != null ? Strategies.DIVERSE_BEAM
                : beams != null ? Strategies.BEAM : Strategies.SAMPLE;
    }

    private static boolean given(CommandLine command, String option) {
        return command.getParseResult().hasMatchedOption(option);
    }

    private static void refuse(CommandLine command, boolean wrong, String option, String strategy) {
        if (wrong) {
            throw Failures.wrong(command, option + " is of --strategy " + strategy);
        }
    }
}
