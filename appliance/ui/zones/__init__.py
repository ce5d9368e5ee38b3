"""What never leaves the screen: the cart, the status strip and the banner over the cart's foot."""
