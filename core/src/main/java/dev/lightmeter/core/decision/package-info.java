/**
 * What people decide about findings beside what sources report: exceptions of the operator, and statements of others on
 * whether a product has a weakness (VEX). Laid over findings, never mixed into them. Spec: docs/scoring.md section 4.
 */
@NullMarked
package dev.lightmeter.core.decision;

import org.jspecify.annotations.NullMarked;
