package dev.lightmeter.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a subcommand: it only explains what there is. */
@Command(
        name = "lightmeter",
        description =
                "Measures exposure: findings in, an open score out, for every device, group and the organisation.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = HelpCommand.class,
        footerHeading = "%nFirst steps:%n",
        footer = {
            "  lightmeter demo               a server with a made-up fleet, to look around",
            "  lightmeter score FILES        the scores of scanner files and feeds, nothing stored",
            "  lightmeter feeds update       EPSS, KEV and NVD, into your data folder",
            "  lightmeter import FILES       what your scanners found, into your data folder",
            "  lightmeter serve              your own server over that folder",
            "",
            "Exit codes: 0 done, 1 something was refused or failed, 2 wrong usage,",
            "3 done but rows were left out, 4 checked and the answer is no,",
            "5 checked and it cannot be told."
        })
final class Lightmeter implements Runnable {

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "On a failure show the program's own trace as well, for a bug report.")
    private boolean debug;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed, such as demo, score or serve");
    }

    boolean debug() {
        return debug;
    }
}
