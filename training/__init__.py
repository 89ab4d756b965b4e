"""From cases to weights. The only place that needs PyTorch; users of Dragoman never import it."""
