/**
 * Statements of vendors and others on whether a product has a weakness (VEX). They change the status of findings in the
 * reports that they are given with.
 */
@NullMarked
package dev.lightmeter.importers.vex;

import org.jspecify.annotations.NullMarked;
