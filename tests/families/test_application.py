LIKELY=("received","answered","received")
