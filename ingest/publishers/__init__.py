"""Who publishes: the regions of China (GB/T 2260) with the years in which they had their codes and names."""
