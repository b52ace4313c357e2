namespace Pipeline.Benchmarks;

/// <summary>Order statistics of samples.</summary>
internal static class Statistics
{
    public static double Median(IEnumerable<double> samples) => Quantile(samples, 0.5);

    /// <summary>With linear interpolation between neighbours.</summary>
    public static double Quantile(IEnumerable<double> samples, double share)
    {
        var sorted = samples.Order().ToList();
        var place = share * (sorted.Count - 1);
        var below = (int)place;
        return below + 1 == sorted.Count ? sorted[below] : sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
    }

    /// <summary>Prints two contestants' medians and the median of their ratios round by round, with its quartiles: drift of the machine cancels out in it.</summary>
    public static void Print(string ours, string theirs, IReadOnlyList<(double Ours, double Theirs)> rounds, string unit)
    {
        var ratios = rounds.Select(r => r.Ours / r.Theirs).ToList();
        Console.WriteLine($"{ours,-40} {Median(rounds.Select(r => r.Ours)),10:F3} {unit}   (quickest {rounds.Min(r => r.Ours):F3})");
        Console.WriteLine($"{theirs,-40} {Median(rounds.Select(r => r.Theirs)),10:F3} {unit}   (quickest {rounds.Min(r => r.Theirs):F3})");
        Console.WriteLine($"{"ratio",-40} {Median(ratios),10:F2}    (quartiles {Quantile(ratios, 0.25):F2} to {Quantile(ratios, 0.75):F2}, {rounds.Count} rounds)");
    }
}
