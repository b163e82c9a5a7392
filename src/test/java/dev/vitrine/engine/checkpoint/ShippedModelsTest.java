package dev.vitrine.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ShippedModelsTest {
    @Test
    void everyModelThatShipsLoadsWithATokenizer() {
        assertThat(ShippedModels.REGISTRY.names()).isNotEmpty().allSatisfy(name -> {
            LoadedModel loaded = ModelFiles.load(Path.of(name));
            assertThat(loaded.tokenizer()).isPresent();
            assertThat(loaded.model().config().vocabularySize()).isEqualTo(loaded.tokenizer().get().vocabSize());
        });
    }
}
