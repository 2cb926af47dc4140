package dev.lightmeter.cli;

import dev.lightmeter.cli.client.AddClientCommand;
import dev.lightmeter.cli.client.ClientsCommand;
import dev.lightmeter.cli.client.ListClientsCommand;
import dev.lightmeter.cli.client.RemoveClientCommand;
import dev.lightmeter.cli.client.RenewSecretCommand;
import dev.lightmeter.cli.demo.DemoCommand;
import dev.lightmeter.cli.device.DevicesCommand;
import dev.lightmeter.cli.device.ListMergesCommand;
import dev.lightmeter.cli.device.MergeDevicesCommand;
import dev.lightmeter.cli.device.SplitDevicesCommand;
import dev.lightmeter.cli.device.SuggestDevicesCommand;
import dev.lightmeter.cli.doctor.DoctorCommand;
import dev.lightmeter.cli.exception.AddExceptionCommand;
import dev.lightmeter.cli.exception.CancelExceptionCommand;
import dev.lightmeter.cli.exception.ExceptionsCommand;
import dev.lightmeter.cli.exception.ListExceptionsCommand;
import dev.lightmeter.cli.explain.ExplainCommand;
import dev.lightmeter.cli.explain.ExportSumsCommand;
import dev.lightmeter.cli.explain.MergeCommand;
import dev.lightmeter.cli.explain.PlanCommand;
import dev.lightmeter.cli.explain.WhatIfCommand;
import dev.lightmeter.cli.gate.GateCommand;
import dev.lightmeter.cli.history.EventsCommand;
import dev.lightmeter.cli.history.HistoryCommand;
import dev.lightmeter.cli.history.WhyCommand;
import dev.lightmeter.cli.load.FeedsCommand;
import dev.lightmeter.cli.load.ImportCommand;
import dev.lightmeter.cli.load.ListFeedsCommand;
import dev.lightmeter.cli.load.LoadFeedsCommand;
import dev.lightmeter.cli.load.PullCommand;
import dev.lightmeter.cli.load.UpdateFeedsCommand;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.people.AddUserCommand;
import dev.lightmeter.cli.people.ChangeUserCommand;
import dev.lightmeter.cli.people.ListUsersCommand;
import dev.lightmeter.cli.people.PasswordCommand;
import dev.lightmeter.cli.people.RemoveUserCommand;
import dev.lightmeter.cli.people.UsersCommand;
import dev.lightmeter.cli.report.ReportCommand;
import dev.lightmeter.cli.score.ScoreCommand;
import dev.lightmeter.cli.serve.ServeCommand;
import dev.lightmeter.cli.statement.CreateStatementCommand;
import dev.lightmeter.cli.statement.StatementCommand;
import dev.lightmeter.cli.statement.StatementKeyCommand;
import dev.lightmeter.cli.statement.VerifyStatementCommand;
import dev.lightmeter.cli.terminal.Printable;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.cli.token.TokenCommand;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Puts the commands together and runs the one that was typed. */
public final class Main {

    private static final int NARROWEST_HELP = 55;
    private static final int WIDEST_HELP = 100;

    private Main() {}

    public static void main(String[] arguments) {
        Surroundings surroundings = Surroundings.ofThisProcess();
        int exitCode;
        try {
            exitCode = commandLine(surroundings).execute(arguments);
        } catch (OutOfMemoryError e) {
            surroundings
                    .err()
                    .println("lightmeter: this needs more memory than it was given: "
                            + "set LIGHTMETER_JAVA_OPTS=-Xmx8g, or what the machine has");
            exitCode = ExitCode.FAILED;
        }
        surroundings.out().flush();
        surroundings.err().flush();
        System.exit(exitCode);
    }

    /** All commands, ready to be executed in the given surroundings. */
    static CommandLine commandLine(Surroundings surroundings) {
        Lightmeter lightmeter = new Lightmeter();
        CommandLine feeds = new CommandLine(new FeedsCommand(surroundings))
                .addSubcommand(new ListFeedsCommand(surroundings))
                .addSubcommand(new LoadFeedsCommand(surroundings))
                .addSubcommand(new UpdateFeedsCommand(surroundings));
        CommandLine users = new CommandLine(new UsersCommand())
                .addSubcommand(new AddUserCommand(surroundings))
                .addSubcommand(new ListUsersCommand(surroundings))
                .addSubcommand(new ChangeUserCommand(surroundings))
                .addSubcommand(new PasswordCommand(surroundings))
                .addSubcommand(new RemoveUserCommand(surroundings));
        CommandLine clients = new CommandLine(new ClientsCommand())
                .addSubcommand(new AddClientCommand(surroundings))
                .addSubcommand(new ListClientsCommand(surroundings))
                .addSubcommand(new RenewSecretCommand(surroundings))
                .addSubcommand(new RemoveClientCommand(surroundings));
        CommandLine statement = new CommandLine(new StatementCommand())
                .addSubcommand(new CreateStatementCommand(surroundings))
                .addSubcommand(new VerifyStatementCommand(surroundings))
                .addSubcommand(new StatementKeyCommand(surroundings));
        CommandLine devices = new CommandLine(new DevicesCommand())
                .addSubcommand(new SuggestDevicesCommand(surroundings))
                .addSubcommand(new MergeDevicesCommand(surroundings))
                .addSubcommand(new ListMergesCommand(surroundings))
                .addSubcommand(new SplitDevicesCommand(surroundings));
        CommandLine exceptions = new CommandLine(new ExceptionsCommand())
                .addSubcommand(new AddExceptionCommand(surroundings))
                .addSubcommand(new ListExceptionsCommand(surroundings))
                .addSubcommand(new CancelExceptionCommand(surroundings));
        CommandLine commands = new CommandLine(lightmeter)
                .addSubcommand(new DemoCommand(surroundings))
                .addSubcommand(new ServeCommand(surroundings))
                .addSubcommand(new ImportCommand(surroundings))
                .addSubcommand("feeds", feeds)
                .addSubcommand(new PullCommand(surroundings))
                .addSubcommand(new ScoreCommand(surroundings))
                .addSubcommand(new ExplainCommand(surroundings))
                .addSubcommand(new WhyCommand(surroundings))
                .addSubcommand(new HistoryCommand(surroundings))
                .addSubcommand(new EventsCommand(surroundings))
                .addSubcommand("devices", devices)
                .addSubcommand(new PlanCommand(surroundings))
                .addSubcommand(new WhatIfCommand(surroundings))
                .addSubcommand(new ExportSumsCommand(surroundings))
                .addSubcommand(new MergeCommand(surroundings))
                .addSubcommand(new GateCommand(surroundings))
                .addSubcommand("statement", statement)
                .addSubcommand(new ReportCommand(surroundings))
                .addSubcommand("exceptions", exceptions)
                .addSubcommand(new TokenCommand(surroundings))
                .addSubcommand("users", users)
                .addSubcommand("clients", clients)
                .addSubcommand(new DoctorCommand(surroundings))
                .addSubcommand(new RehearseCommand(surroundings));
        boolean colours = surroundings.coloursOut();
        commands.setOut(surroundings.out())
                .setErr(surroundings.err())
                .setColorScheme(Help.defaultColorScheme(colours ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(Math.clamp(surroundings.columns(), NARROWEST_HELP, WIDEST_HELP))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, _) -> misused(e, surroundings))
                .setExecutionExceptionHandler((e, _, _) -> Failures.tell(e, lightmeter.debug(), surroundings));
        return commands;
    }

    private static int misused(ParameterException e, Surroundings surroundings) {
        CommandLine command = e.getCommandLine();
        surroundings.err().println("lightmeter: " + Printable.of(String.valueOf(e.getMessage())));
        if (!UnmatchedArgumentException.printSuggestions(e, surroundings.err())) {
            surroundings.err().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return ExitCode.USAGE;
    }
}
