/** Files on their way into an installation: reports and feeds, through its server or straight into its store. */
@NullMarked
package dev.lightmeter.cli.load;

import org.jspecify.annotations.NullMarked;
