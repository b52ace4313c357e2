using System.Collections.Concurrent;

namespace Pipeline.Publishing.Catalog;

/// <summary>Answers that are kept as long as they weigh no more together than they may. All go when they do: those that are asked often are soon back.</summary>
/// <param name="most">What they may weigh.</param>
/// <param name="each">What one weighs besides what it is said to.</param>
internal sealed class KeptAnswers<TKey, TAnswer>(int most, int each) where TKey : notnull where TAnswer : class
{
    private readonly ConcurrentDictionary<TKey, TAnswer> answers = new();
    private int weight;

    public TAnswer? Find(TKey key) => answers.GetValueOrDefault(key);

    public void Keep(TKey key, TAnswer answer, int weighs)
    {
        if (Interlocked.Add(ref weight, weighs + each) > most)
        {
            answers.Clear();
            Interlocked.Exchange(ref weight, weighs + each);
        }
        answers[key] = answer;
    }
}
