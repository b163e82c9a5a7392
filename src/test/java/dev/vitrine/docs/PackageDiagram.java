package dev.vitrine.docs;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Which package uses which, as Mermaid: an arrow for each pair that no longer way says already. */
final class PackageDiagram {
    private static final String ROOT = "dev.vitrine.";
    private static final String ENGINE = "engine.";

    private PackageDiagram() {
    }

    /** The parts of the program. */
    static String parts() {
        return mermaid(uses(name -> name.contains(".") ? name.substring(0, name.indexOf('.')) : name));
    }

    /** The packages inside the engine, without its own few classes. */
    static String engine() {
        return mermaid(uses(name -> {
            if (!name.startsWith(ENGINE)) {
                return "";
            }
            String inside = name.substring(ENGINE.length());
            return inside.contains(".") ? inside.substring(0, inside.indexOf('.')) : inside;
        }));
    }

    /** @param part of a package's name below the root; empty for none */
    private static Map<String, SortedSet<String>> uses(UnaryOperator<String> part) {
        Map<String, SortedSet<String>> uses = new TreeMap<>();
        for (JavaClass c : new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.vitrine")) {
            String from = part(c, part);
            if (from.isEmpty()) {
                continue;
            }
            uses.putIfAbsent(from, new TreeSet<>());
            for (Dependency d : c.getDirectDependenciesFromSelf()) {
                String to = part(d.getTargetClass(), part);
                if (!to.isEmpty() && !to.equals(from)) {
                    uses.get(from).add(to);
                }
            }
        }
        return uses;
    }

    private static String part(JavaClass c, UnaryOperator<String> part) {
        String name = c.getPackageName() + ".";
        return name.startsWith(ROOT) && name.length() > ROOT.length() ? part.apply(name.substring(ROOT.length(), name.length() - 1)) : "";
    }

    private static String mermaid(Map<String, SortedSet<String>> uses) {
        StringBuilder text = new StringBuilder("```mermaid\nflowchart TD\n");
        uses.keySet().forEach(name -> text.append("    ").append(name).append('\n'));   // those that nobody uses, too
        uses.forEach((from, all) -> all.stream().filter(to -> all.stream().noneMatch(via -> !via.equals(to) && reaches(via, to, uses, new TreeSet<>())))
                .forEach(to -> text.append("    ").append(from).append(" --> ").append(to).append('\n')));
        return text.append("```\n").toString();
    }

    private static boolean reaches(String from, String to, Map<String, SortedSet<String>> uses, Set<String> seen) {
        return from.equals(to) || seen.add(from) && uses.getOrDefault(from, new TreeSet<>()).stream().anyMatch(next -> reaches(next, to, uses, seen));
    }
}
