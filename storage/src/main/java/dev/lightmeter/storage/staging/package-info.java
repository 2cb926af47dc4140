/**
 * What a report or an edition of a feed says while it is being read, put in order before a store decides what it changes.
 * Every store stages through these classes, so that all of them see the same sentence.
 */
@NullMarked
package dev.lightmeter.storage.staging;

import org.jspecify.annotations.NullMarked;
