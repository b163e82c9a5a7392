package dev.vitrine.ui.ablation;

import dev.vitrine.analysis.Ablation.Outcome;

/** What is compared: with a part switched off, less with all parts. */
enum Measure {
    /** Mean -ln p of the probe's tokens: above 0 where the part helps. */
    LOSS {
        @Override
        double change(Outcome before, Outcome after, int token) {
            return after.lossNats() - before.lossNats();
        }
    },
    /** ln p of one token after the probe: below 0 where the part speaks for it. */
    TOKEN {
        @Override
        double change(Outcome before, Outcome after, int token) {
            return (double) after.logProbabilities()[token] - before.logProbabilities()[token];
        }
    };

    abstract double change(Outcome before, Outcome after, int token);
}
