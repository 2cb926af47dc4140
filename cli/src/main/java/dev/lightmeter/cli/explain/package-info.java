/** Why a score is what it is, as tables. */
@NullMarked
package dev.lightmeter.cli.explain;

import org.jspecify.annotations.NullMarked;
