/** lightmeter: demo, serve, import, feeds, score, explain, token, doctor. */
@NullMarked
package dev.lightmeter.cli;

import org.jspecify.annotations.NullMarked;
