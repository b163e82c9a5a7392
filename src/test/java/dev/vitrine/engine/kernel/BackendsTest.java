package dev.vitrine.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BackendsTest {
    @Test
    void eachNameGivesTheBackendOfThatName() {
        for (String name : Backends.REGISTRY.names()) {
            assertThat(Backends.create(name).name()).isEqualTo(name);
            assertThat(Backends.fallbackNotice(name)).isEmpty();
        }
    }

    @Test
    void anUnknownNameIsAnsweredWithTheChoices() {
        assertThatThrownBy(() -> Backends.create("gpu")).hasMessage("unknown backend 'gpu'; choose one of [simd, ejml]");
    }

    @Test
    void withoutTheVectorModuleThePlainBackendTakesOverAndSaysSo() {
        String printed = OtherJava.run(Start.class, "-Xlog:class+load:stdout");
        assertThat(printed)
                .contains("backend ejml")
                .contains("backend 'simd' needs the module jdk.incubator.vector")
                .contains("dev.vitrine.engine.kernel.Backends source")
                .doesNotContain("dev.vitrine.engine.kernel.VectorKernels source");
    }

    /** Asks for the fast backend and prints which one came. */
    static final class Start {
        private Start() {
        }

        public static void main(String[] args) {
            System.out.println("backend " + Backends.create("simd").name());
            System.out.println(Backends.fallbackNotice("simd").orElse("no notice"));
        }
    }
}
