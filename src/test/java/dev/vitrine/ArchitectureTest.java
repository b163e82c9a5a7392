package dev.vitrine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.vitrine.engine.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The picture of who may use whom. */
@AnalyzeClasses(packages = "dev.vitrine", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesDependDownwardsOnly = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.vitrine..")
            .withOptionalLayers(true)
            .layer("app").definedBy("dev.vitrine.app..")
            .layer("ui").definedBy("dev.vitrine.ui..")
            .layer("cli").definedBy("dev.vitrine.cli..")
            .layer("server").definedBy("dev.vitrine.server..")
            .layer("analysis").definedBy("dev.vitrine.analysis..")
            .layer("training").definedBy("dev.vitrine.training..")
            .layer("engine").definedBy("dev.vitrine.engine..")
            .whereLayer("app").mayNotBeAccessedByAnyLayer()
            .whereLayer("ui").mayOnlyBeAccessedByLayers("app")
            .whereLayer("cli").mayOnlyBeAccessedByLayers("app")
            .whereLayer("server").mayOnlyBeAccessedByLayers("app")
            .whereLayer("analysis").mayOnlyBeAccessedByLayers("app", "ui", "cli", "server")
            .whereLayer("training").mayOnlyBeAccessedByLayers("app", "ui", "cli", "server")
            .because("the window, the commands and the server are three doors to one training, and do not know one another");

    @ArchTest
    static final ArchRule onlyTheWindowKnowsJavaFx = noClasses().that().resideOutsideOfPackages("dev.vitrine.ui..")
            .and(not(resideInAPackage("dev.vitrine.app").and(nameHolds("Window"))))
            .should().dependOnClassesThat().resideInAPackage("javafx..")
            .because("the engine, the training and the commands must run where there is no display, and start fast");

    @ArchTest
    static final ArchRule theEngineHasNoThreadsOrLocks = noClasses().that().resideInAPackage("dev.vitrine.engine..")
            .should().dependOnClassesThat().resideInAPackage("java.util.concurrent..")
            .orShould().dependOnClassesThat().areAssignableTo(Thread.class)
            .because("concurrency belongs to training; a pass is confined to one thread at a time");

    @ArchTest
    static final ArchRule noCyclesInsideTheEngine = slices().matching("dev.vitrine.engine.(*)..").should().beFreeOfCycles()
            .because("each package of the engine can be read after those it uses");

    @ArchTest
    static final ArchRule kernelsUseNothingButTheRegistry = noClasses().that().resideInAPackage("dev.vitrine.engine.kernel..")
            .should().dependOnClassesThat(resideInAPackage("dev.vitrine..")
                    .and(not(resideInAPackage("dev.vitrine.engine.kernel.."))).and(not(type(Registry.class))))
            .because("the inner loops know arrays, offsets and sizes only");

    @ArchTest
    static final ArchRule layersKnowNoModels = noClasses().that()
            .resideInAnyPackage("dev.vitrine.engine.layer..", "dev.vitrine.engine.loss..", "dev.vitrine.engine.optim..")
            .should().dependOnClassesThat().resideInAnyPackage("dev.vitrine.engine.model..", "dev.vitrine.engine.text..",
                    "dev.vitrine.engine.data..", "dev.vitrine.engine.sample..")
            .because("a layer, a loss and an optimizer serve every model");

    @ArchTest
    static final ArchRule controlsKnowNoTraining = noClasses().that().resideInAPackage("dev.vitrine.ui.control..")
            .should().dependOnClassesThat().resideInAnyPackage("dev.vitrine.training..", "dev.vitrine.engine..")
            .because("a control draws numbers, whoever computed them");

    @ArchTest
    static final ArchRule viewModelsKnowNoNodes = noClasses().that().haveSimpleNameEndingWith("ViewModel")
            .should().dependOnClassesThat().resideInAnyPackage("javafx.scene..", "javafx.fxml..")
            .because("a view model is tested without a toolkit");

    @ArchTest
    static final ArchRule nothingOnTheScreenIsRandom = noClasses().that().resideInAPackage("dev.vitrine.ui..")
            .should().dependOnClassesThat().areAssignableTo(RandomGenerator.class)
            .orShould().dependOnClassesThat().areAssignableTo(Random.class)
            .orShould().dependOnClassesThat().areAssignableTo(SplittableRandom.class)
            .orShould().dependOnClassesThat().areAssignableTo(ThreadLocalRandom.class)
            .orShould().callMethod(Math.class, "random")
            .because("every number on the screen is the engine's");

    @ArchTest
    static final ArchRule everyDrawOfTheEngineIsStateless = noClasses()
            .that().resideInAnyPackage("dev.vitrine.engine..", "dev.vitrine.training..", "dev.vitrine.analysis..")
            .should().dependOnClassesThat().areAssignableTo(RandomGenerator.class)
            .orShould().callMethod(Math.class, "random")
            .because("the i-th draw is a function of the seed, so that replay and any number of threads agree");

    @ArchTest
    static final ArchRule theEngineKnowsNoClock = noClasses().that().resideInAPackage("dev.vitrine.engine..")
            .should().callMethod(System.class, "nanoTime").orShould().callMethod(System.class, "currentTimeMillis")
            .because("what the engine computes depends on its inputs only");

    @ArchTest
    static final ArchRule layersAreFinal = classes().that().resideInAPackage("dev.vitrine.engine.layer..")
            .and().areTopLevelClasses().and().areNotInterfaces().and().areNotEnums()
            .should().haveModifier(JavaModifier.FINAL)
            .because("to change a layer, wrap it");

    @ArchTest
    static final ArchRule theEngineLogsNothing = noClasses().that().resideInAnyPackage("dev.vitrine.engine..", "dev.vitrine.analysis..")
            .should().dependOnClassesThat().resideInAnyPackage("org.slf4j..", "ch.qos.logback..", "java.util.logging..")
            .because("a pass has no side effects, and what matters of a run is told by the training that owns it");

    @ArchTest
    static final ArchRule oneClassDecidesWhereLogsGo = noClasses().that().resideOutsideOfPackage("dev.vitrine.training.metrics..")
            .should().dependOnClassesThat().resideInAPackage("ch.qos.logback..")
            .because("the others say what happened, through SLF4J");

    private static DescribedPredicate<JavaClass> nameHolds(String part) {
        return DescribedPredicate.describe("whose name holds " + part,
                c -> c.getName().contains(part));
    }

    @Test
    void everyPackageSaysWhatItHolds() throws IOException {
        try (Stream<Path> folders = Files.walk(Path.of("src/main/java"))) {
            List<Path> silent = folders.filter(Files::isDirectory).filter(ArchitectureTest::holdsClasses)
                    .filter(folder -> !Files.exists(folder.resolve("package-info.java"))).toList();
            assertThat(silent).isEmpty();
        }
    }

    private static boolean holdsClasses(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(f -> f.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
