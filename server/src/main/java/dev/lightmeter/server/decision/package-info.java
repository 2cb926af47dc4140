/** What was decided about findings: exceptions, which callers make and take back, and stored statements of others (VEX). */
@NullMarked
package dev.lightmeter.server.decision;

import org.jspecify.annotations.NullMarked;
