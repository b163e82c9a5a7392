package dev.vitrine.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person reads when a command could not do its work: a sentence on stderr, never a stack trace. */
final class Failures {
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    /** As the settings of a config begin their sentences. */
    private static final Pattern SETTING = Pattern.compile("^[a-z]+(_[a-z]+)*(?= must )");

    private Failures() {
    }

    static int usage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(e.getMessage().replace("option option", "option"));   // of picocli, where a key of a map is missing
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return WRONG_USAGE;
    }

    static int failed(Exception e, CommandLine command, ParseResult result) {
        command.getErr().println(sentence(e));
        return FAILED;
    }

    /** What comes from outside is refused by IllegalArgumentException or by an exception of our own. All else is a defect. */
    static String sentence(Exception e) {
        boolean expected = e instanceof IllegalArgumentException || e.getClass().getName().startsWith("dev.vitrine.");
        if (expected && e.getMessage() != null) {
            return e.getMessage().lines().reduce((a, b) -> a + " " + b.strip()).orElse("");
        }
        StackTraceElement at = e.getStackTrace().length == 0 ? null : e.getStackTrace()[0];
        return "vitrine failed by a defect of its own: " + e + (at == null ? "" : " at " + at);
    }

    static ParameterException wrong(CommandLine command, String sentence) {
        return new ParameterException(command, sentence);
    }

    /** What options make, told by their names where a value is out of its range. */
    static <T> T valid(CommandLine command, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            Matcher setting = SETTING.matcher(Objects.requireNonNullElse(e.getMessage(), ""));
            throw wrong(command, setting.replaceFirst(m -> "--" + m.group().replace('_', '-')));
        }
    }

    static void atLeast(CommandLine command, String option, Integer value, int least) {
        if (value != null && value < least) {
            throw wrong(command, option + " must be at least " + least + ", got " + value);
        }
    }

    static void choice(CommandLine command, String option, String value, Collection<String> names) {
        if (!names.contains(value)) {
            throw wrong(command, option + " must be one of " + names + ", got '" + value + "'");
        }
    }

    /** An empty path would be the present folder, which nobody who writes an empty text means. */
    static void named(CommandLine command, String option, Path path) {
        if (path != null && path.toString().isEmpty()) {
            throw wrong(command, option + " must name a folder, got an empty text");
        }
    }
}
