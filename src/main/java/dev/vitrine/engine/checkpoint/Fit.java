package dev.vitrine.engine.checkpoint;

import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import java.util.Set;

/** Whether a family has words for a model: each setting in turn, and the first that it lacks is named. */
record Fit(String family, ModelConfig config) {
    Fit type(String... wanted) {
        return one("model.type", config.type(), Set.of(wanted));
    }

    Fit norm(String... wanted) {
        return one("model.norm", config.norm(), Set.of(wanted));
    }

    Fit order(String... wanted) {
        return one("model.norm_order", config.normOrder(), Set.of(wanted));
    }

    Fit position(Set<String> wanted) {
        return one("model.position", config.position(), wanted);
    }

    Fit feedForward(Set<String> wanted) {
        return one("model.feed_forward", config.feedForward(), wanted);
    }

    /** A Transformer for text, of one feed-forward part a block, that looks back only. */
    Fit language() {
        return type(Models.GPT).is("model.reasoning.enabled", config.reasoning().enabled(), false)
                .is("model.experts.count", config.experts().count(), 1)
                .is("model.attention.causal", config.attention().causal(), true);
    }

    /** As many heads of keys as of queries, which share the channels. */
    Fit plainHeads() {
        return is("model.attention.kv_heads", config.block().kvHeads(), config.heads())
                .is("model.attention.head_size x model.heads", config.block().headSize() * config.heads(), config.channels());
    }

    Fit is(String setting, Object came, Object wanted) {
        return one(setting, came, Set.of(wanted));
    }

    Fit one(String setting, Object came, Set<?> wanted) {
        if (!wanted.contains(came)) {
            throw new CheckpointException(family + " has no place for " + setting + " = " + came + ": it must be "
                    + String.join(" or ", wanted.stream().map(Object::toString).sorted().toList())
                    + "; choose another family or a model with that setting");
        }
        return this;
    }
}
