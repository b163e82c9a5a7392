package dev.vitrine.app;

import dev.vitrine.cli.Vitrine;
import dev.vitrine.engine.Version;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The program's entry: the window, or a command. Only the window loads classes of JavaFX. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(args.length == 0 ? WindowStart.run(null) : command(words(args)));
    }

    /** The desktop starts the program with nothing but a file of a run: the window is to open it. */
    private static String[] words(String[] args) {
        return args.length == 1 && args[0].endsWith(".vitrine") ? new String[] {"ui", "--open", args[0]} : args;
    }

    private static int command(String[] args) {
        CommandLine line = Vitrine.commandLine(Version.text());
        line.addSubcommand(new WindowCommand());
        line.getSubcommands().get("bench").addSubcommand(new BenchWindowCommand()).addSubcommand(new BenchStartCommand());
        line.setOut(writer(System.out)).setErr(writer(System.err));
        try {
            return line.execute(args);
        } catch (OutOfMemoryError e) {
            System.err.println("the " + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB of memory that Java may use are not enough:"
                    + " make the model, the batch or the context smaller, or set " + optionsVariable() + "=-Xmx8g");
            return 1;
        }
    }

    /** Which variable has options for the JVM: our launchers have their own, the image's starts the JVM at once. */
    private static String optionsVariable() {
        return System.getProperty("jpackage.app-path") == null ? "VITRINE_JAVA_OPTIONS" : "JAVA_TOOL_OPTIONS";
    }

    /** UTF-8 into files and pipes, whatever the locale; a terminal gets what it says it can show. */
    private static PrintWriter writer(PrintStream to) {
        boolean terminal = System.console() != null && System.console().isTerminal();
        Charset charset = terminal ? to.charset() : StandardCharsets.UTF_8;
        return new PrintWriter(to, true, charset);
    }
}
