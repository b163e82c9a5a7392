package dev.vitrine.engine.kernel;

import dev.vitrine.engine.Registry;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The backends by name. "simd" needs the module jdk.incubator.vector; where Java was started without it, "ejml" takes
 * its place. The lambdas matter: a method reference would load {@link VectorKernels} together with this class.
 */
public final class Backends {
    public static final Registry<Supplier<Kernels>> REGISTRY = new Registry<Supplier<Kernels>>("backend")
            .add("simd", () -> new VectorKernels())
            .add("ejml", () -> new EjmlKernels());

    private static final String MODULE = "jdk.incubator.vector";

    private Backends() {
    }

    /** @throws IllegalArgumentException naming the choices, if there is no such backend */
    public static Kernels create(String name) {
        Supplier<Kernels> wanted = REGISTRY.get(name);
        return fallbackNotice(name).isPresent() ? new EjmlKernels() : wanted.get();
    }

    /** What to tell the person when {@link #create} gives another backend than the one asked for. */
    public static Optional<String> fallbackNotice(String name) {
        if (!name.equals("simd") || ModuleLayer.boot().findModule(MODULE).isPresent()) {
            return Optional.empty();
        }
        return Optional.of("backend 'simd' needs the module " + MODULE + ", which this Java was started without; "
                + "computing with 'ejml', many times slower. Start java with --add-modules " + MODULE);
    }
}
