"""What a message is about: by what staff have answered, and before that by the operator's words.

`model.TopicModel` learns, `day_one.DayOneTopics` does without labels, `choosing.LearnedTopics` is one over the other.
Nothing here calls the network, keeps a customer's text, or raises for any text. It exports nothing by itself: day one
must not wait for the libraries that learn.
"""
