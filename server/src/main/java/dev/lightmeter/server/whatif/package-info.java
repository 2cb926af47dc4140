/** The scores that would be if some things were otherwise. Nothing is changed by asking. */
@NullMarked
package dev.lightmeter.server.whatif;

import org.jspecify.annotations.NullMarked;
