/**
 * Statements of vendors and others on whether a product has a weakness (VEX). They are kept beside the
 * findings and laid over them: core's package of decisions says how.
 */
@NullMarked
package dev.lightmeter.importers.vex;

import org.jspecify.annotations.NullMarked;
