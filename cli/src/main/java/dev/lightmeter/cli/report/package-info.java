/** Reports for people who were not there: pages and tables as files. */
@NullMarked
package dev.lightmeter.cli.report;

import org.jspecify.annotations.NullMarked;
