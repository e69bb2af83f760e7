//! Courses told in words.
