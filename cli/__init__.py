"""The command ``gongkai``: starts a stack, feeds it, reads its views and checks them."""
