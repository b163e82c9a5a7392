package dev.vitrine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.golden.Figure;
import dev.vitrine.engine.golden.GoldenCheck;
import dev.vitrine.engine.kernel.Backends;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "check", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Compares what a model computes here with what another library computed from the same checkpoint.",
        footer = {"", "The folder holds config.json, model.safetensors and expected.json. Exit code 0 where every figure is within"
                + " its tolerance, 1 where one is not."})
final class CheckCommand implements Callable<Integer> {
    @Option(names = "--golden", paramLabel = "DIR", required = true, description = "Folder of a checkpoint and its expected numbers.")
    Path golden;

    @Option(names = "--backend", paramLabel = "NAME", description = "Kernels that compute: simd or ejml (default: ${DEFAULT-VALUE}).")
    String backend = "simd";

    @Option(names = "--json", description = "One JSON object on stdout.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        Failures.named(spec.commandLine(), "--golden", golden);
        Backends.fallbackNotice(backend).ifPresent(spec.commandLine().getErr()::println);
        List<Figure> figures = GoldenCheck.run(golden, Backends.create(backend));
        long failed = figures.stream().filter(f -> !f.passed()).count();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(figures, failed));
        } else {
            figures.forEach(f -> out.println(line(f)));
            out.println(failed == 0 ? "all " + figures.size() + " figures are within their tolerances"
                    : failed + " of " + figures.size() + " figures are not within their tolerances");
        }
        return failed == 0 ? 0 : 1;
    }

    private static String line(Figure f) {
        return String.format(Locale.ROOT, "%-4s %-52s wanted %-14.9g got %-14.9g %s difference %.2g (at most %.2g)",
                f.passed() ? "ok" : "FAIL", f.name(), f.wanted(), f.got(), f.unit(), f.difference(), f.tolerance());
    }

    private ObjectNode json(List<Figure> figures, long failed) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode().put("golden", golden.toString()).put("backend", backend)
                .put("passed", failed == 0).put("failed", failed);
        ArrayNode all = whole.putArray("figures");
        for (Figure f : figures) {
            ObjectNode one = all.addObject().put("name", f.name());
            JsonReport.number(one, "wanted", f.wanted());
            JsonReport.number(one, "got", f.got());
            JsonReport.number(one, "difference", f.difference());
            one.put("tolerance", f.tolerance()).put("unit", f.unit()).put("passed", f.passed());
        }
        return whole;
    }
}
