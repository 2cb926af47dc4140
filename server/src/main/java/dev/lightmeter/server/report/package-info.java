/** Scores for people who were not there: a page for each device group, as HTML and PDF, and tables for analysts. */
@NullMarked
package dev.lightmeter.server.report;

import org.jspecify.annotations.NullMarked;
