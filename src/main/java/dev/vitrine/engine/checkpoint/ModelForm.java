package dev.vitrine.engine.checkpoint;

import java.nio.file.Path;

/** How the parts of a model lie in files. */
interface ModelForm {
    void save(Path place, ModelContent content);

    default void oneFile(Path place, ModelContent content) {
        if (content.shardLimit() < Long.MAX_VALUE) {
            throw new CheckpointException(place + " is one file, which is not split into shards; leave the limit out or choose a folder");
        }
    }

    /** @throws CheckpointException where there is no such thing */
    ModelParts open(Path place);
}
