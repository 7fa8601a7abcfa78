"""A plan in other forms: data, plain text. Each form words and dates nothing anew."""
