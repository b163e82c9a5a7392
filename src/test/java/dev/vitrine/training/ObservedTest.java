package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class ObservedTest {
    private static Observed of(String... names) {
        return new Observed(Set.of(names));
    }

    @Test
    void aNameMeansItselfOnly() {
        Observed observed = of("blocks.0.attn.pattern");
        assertThat(observed.wants("blocks.0.attn.pattern")).isTrue();
        assertThat(observed.wants("blocks.0.attn.patterns")).isFalse();
        assertThat(observed.wants("grad.blocks.0.attn.pattern")).isFalse();
        assertThat(observed.wants("blocks.0xattn.pattern")).as("a dot is a dot").isFalse();
    }

    @Test
    void aStarStandsForAnyCharacters() {
        Observed observed = of("blocks.*.attn.pattern", "*.wte", "z_*");
        assertThat(observed.wants("blocks.0.attn.pattern")).isTrue();
        assertThat(observed.wants("blocks.11.attn.pattern")).isTrue();
        assertThat(observed.wants("blocks..attn.pattern")).isTrue();
        assertThat(observed.wants("param.embed.wte")).isTrue();
        assertThat(observed.wants("z_")).isTrue();
        assertThat(observed.wants("z_L.0.1")).isTrue();
        assertThat(observed.wants("xz_L.0.1")).isFalse();
        assertThat(observed.wants("blocks.0.attn.q")).isFalse();
    }

    @Test
    void theProbeRunsOnlyIfOneOfItsTensorsMayBeWanted() {
        assertThat(of("probe.logits").wantsProbe()).isTrue();
        assertThat(of("*").wantsProbe()).isTrue();
        assertThat(of("*pattern").wantsProbe()).isTrue();
        assertThat(of("logits", "blocks.*").wantsProbe()).isFalse();
        assertThat(Observed.NOTHING.wantsProbe()).isFalse();
        assertThat(Observed.NOTHING.wants("logits")).isFalse();
    }
}
