/** The embedded authority: client ids with secrets, and the tokens that they get. For sites without an identity provider. */
@NullMarked
package dev.lightmeter.server.authority;

import org.jspecify.annotations.NullMarked;
