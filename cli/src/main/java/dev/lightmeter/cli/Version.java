package dev.lightmeter.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this program and of the Java that runs it. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Lightmeter.class.getPackage().getImplementationVersion();
        return new String[] {
            "lightmeter " + (version == null ? "from a build folder" : version),
            "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }
}
