/**
 * Files of scanners, inventories and threat feeds, turned into core values. {@link dev.lightmeter.importers.Intake} sorts
 * any mixture of files by their content; what comes out of it is read straight into a store's sink.
 */
@NullMarked
package dev.lightmeter.importers;

import org.jspecify.annotations.NullMarked;
