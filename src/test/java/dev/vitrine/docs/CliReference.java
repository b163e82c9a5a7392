package dev.vitrine.docs;

import dev.vitrine.cli.Vitrine;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Every command with its usage, as {@code --help} prints it. */
final class CliReference {
    private static final int WIDTH = 110;

    private CliReference() {
    }

    static String markdown() {
        StringBuilder text = new StringBuilder("# Commands\n\nMade from the commands themselves; `vitrine COMMAND --help` prints the same.\n");
        CommandLine line = Vitrine.commandLine("").setUsageHelpAutoWidth(false).setUsageHelpWidth(WIDTH);
        add(line, text);
        return text.toString();
    }

    private static void add(CommandLine command, StringBuilder text) {
        text.append("\n## ").append(command.getCommandSpec().qualifiedName()).append("\n\n```text\n");
        command.getUsageMessage(Ansi.OFF).lines().map(String::stripTrailing).forEach(line -> text.append(line).append('\n'));
        text.append("```\n");
        command.getSubcommands().values().forEach(sub -> add(sub, text));
    }
}
