"""What a follow-up question leaves out, taken over from the question before it."""
