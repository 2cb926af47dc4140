/** People of the embedded authority: who they are, what they may do, and whether a password is theirs. */
@NullMarked
package dev.lightmeter.server.user;

import org.jspecify.annotations.NullMarked;
